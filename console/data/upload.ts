/** Sends a file to the controls; by `XMLHttpRequest`, as `fetch` does not tell how far an upload is. */
import { adminKey, keyWanted } from '../service/admin-key.js'
import { base, refusalOf } from '../service/controls.js'
import { isObject, tryJson } from '../service/exact-json.js'

export type ImportKind = 'state' | 'csv' | 'ndjson'

/** By the end of its name; undefined for a file that is nothing to import. */
export function importKind (name: string): ImportKind | undefined {
  if (/\.json$/i.test(name)) return 'state'
  if (/\.csv$/i.test(name)) return 'csv'
  return /\.(?:ndjson|jsonl)$/i.test(name) ? 'ndjson' : undefined
}

export interface UploadOptions {
  readonly kind: ImportKind
  readonly tenant: string
  readonly mode: 'append' | 'replace'
  /** Told how much has been sent, from 0 to 1. */
  readonly onProgress: (share: number) => void
}

const types = { state: 'application/json', csv: 'text/csv', ndjson: 'application/x-ndjson' } as const

/** Returns what has happened, as a sentence. @throws Refusal */
export async function upload (file: File, { kind, tenant, mode, onProgress }: UploadOptions): Promise<string> {
  const [method, path] = kind === 'state' ? ['PUT', 'state'] : ['POST', `checkinStatuses/import${mode === 'replace' ? '?mode=replace' : ''}`]
  const answer = await new Promise<XMLHttpRequest>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method!, `${base}/__admin/tenants/${encodeURIComponent(tenant)}/${path!}`)
    request.setRequestHeader('content-type', types[kind])
    if (adminKey.peek() !== '') request.setRequestHeader('x-admin-key', adminKey.peek())
    request.upload.onprogress = ({ loaded, total }) => { onProgress(total === 0 ? 0 : loaded / total) }
    request.onload = () => { resolve(request) }
    request.onerror = () => { reject(new TypeError('the connection ended')) }
    request.send(file)
  })
  const json = tryJson(answer.responseText)
  if (answer.status === 401) keyWanted.value = true
  if (answer.status >= 400) throw refusalOf(answer.status, json)
  const rows = isObject(json) ? json['rows'] : undefined
  return typeof rows === 'number' ? `${rows.toLocaleString('en')} rows were read.` : 'The tenant has the state of the file.'
}
