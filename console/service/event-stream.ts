/** Server-Sent Events by `fetch`, which, unlike `EventSource`, can send the key of the controls (HTML Standard, section 9.2.6). */
import { base, fetchControl, refusalOf } from './controls.js'

export interface StreamEvent {
  readonly id: string
  readonly data: string
}

/** Until the service ends the stream, or the signal is aborted. @throws Refusal */
export async function * readEvents (path: string, signal: AbortSignal): AsyncGenerator<readonly StreamEvent[]> {
  const response = await fetchControl(new Request(`${base}${path}`, { signal, headers: { accept: 'text/event-stream' } }))
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => undefined))
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    const events = blocks.map(eventOf).filter(({ data }) => data !== '')
    if (events.length > 0) yield events
    else yield []
  }
}

function eventOf (block: string): StreamEvent {
  const lines = block.split('\n')
  const field = (name: string): string =>
    lines.filter(line => line.startsWith(`${name}: `)).map(line => line.slice(name.length + 2)).join('\n')
  return { id: field('id'), data: field('data') }
}

/** The lines of NDJSON as they arrive. @throws Refusal */
export async function * readLines (response: Response): AsyncGenerator<unknown> {
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => undefined))
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + (value ?? '')).split('\n')
    rest = done ? '' : lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
    if (done) return
  }
}
