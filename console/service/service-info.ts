/** Which service this is. */
import { signal } from '@preact/signals'
import { base, controls, take } from './controls.js'
import type { Service } from './controls.js'

/** Undefined until it has said so. */
export const service = signal<Service | undefined>(undefined)

export async function loadService (): Promise<Service> {
  service.value = await take(controls.GET('/__admin', { headers: { accept: 'application/json' } }))
  return service.value
}

/** Whether it serves the officeConfiguration family rather than a model that was given. */
export const servesFamily = ({ settings }: Service): boolean => settings['model'] === ''

/** What is before the paths of the journal. */
export const originOf = ({ settings, serviceRoot }: Service): string => settings['adminPort'] === '' ? base : new URL(serviceRoot).origin

/**
 * The URL of the service root. Where the controls are beside it, it is made from the page's own, so that it is right behind a proxy that
 * the service does not know of.
 */
export function rootOf ({ settings, serviceRoot }: Service): string {
  if (settings['adminPort'] !== '') return serviceRoot
  const root = String(settings['root'] ?? '')
  return base + (settings['model'] === '' ? '/beta' : root === '/' ? '' : root)
}
