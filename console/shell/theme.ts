/** Light, dark, or as the system is. */
import { effect, signal } from '@preact/signals'

const NAME = 'console-theme'
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = typeof themes[number]

export const theme = signal<Theme>(themes.find(known => known === localStorage.getItem(NAME)) ?? 'auto')

effect(() => {
  localStorage.setItem(NAME, theme.value)
  if (theme.value === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme.value
})
