import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

/** Puts text on the clipboard, and says so for a moment. */
export function CopyButton ({ text, label = 'Copy' }: { readonly text: string, readonly label?: string }): JSX.Element {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    const done = (): void => {
      setCopied(true)
      setTimeout(() => { setCopied(false) }, 1500)
    }
    copyText(text).then(done, () => { setCopied(false) })
  }
  return <button type='button' class='small' onClick={copy} aria-live='polite'>{copied ? 'Copied' : label}</button>
}

/** `navigator.clipboard` is only there on loopback and over https. */
async function copyText (text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text)
    return
  }
  const area = Object.assign(document.createElement('textarea'), { value: text })
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/** Text in one line or several, with a button that copies it. */
export function Copyable ({ text, block = false }: { readonly text: string, readonly block?: boolean }): JSX.Element {
  return (
    <div class={`copyable${block ? ' block' : ''}`}>
      {block ? <pre tabIndex={0} class='text-block' style={{ flex: '1', minWidth: '0' }}>{text}</pre> : <code>{text}</code>}
      <CopyButton text={text} />
    </div>
  )
}
