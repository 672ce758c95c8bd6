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
  /** The entity set of a model that was given; empty for the rows of officeConfiguration. */
  readonly set: string
  readonly mode: 'append' | 'replace'
  /** Told how much has been sent, from 0 to 1. */
  readonly onProgress: (share: number) => void
}

const types = { state: 'application/json', csv: 'text/csv', ndjson: 'application/x-ndjson' } as const

/** Returns what has happened, as a sentence. @throws Refusal */
export async function upload (file: File, { kind, tenant, set, mode, onProgress }: UploadOptions): Promise<string> {
  const place = set === '' ? 'checkinStatuses/import' : `import/${encodeURIComponent(set)}`
  const [method, path] = kind === 'state' ? ['PUT', 'state'] : ['POST', `${place}${mode === 'replace' ? '?mode=replace' : ''}`]
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
  const numberOf = (name: string): string | undefined => isObject(json) && typeof json[name] === 'number' ? json[name].toLocaleString('en') : undefined
  const [rows, entities] = [numberOf('rows'), numberOf('entities')]
  if (entities !== undefined) return `${entities} entities were read.`
  return rows === undefined ? 'The tenant has the state of the file.' : `${rows} rows were read.`
}
