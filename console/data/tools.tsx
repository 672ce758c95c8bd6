/** What is done with all the data of a tenant: import, export, generate, reset. */
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { saveFile } from '../parts/save-file.js'
import { useAction } from '../parts/use-action.js'
import { base, fetchControl, refusalOf } from '../service/controls.js'
import { GenerateDialog, generateTitle } from './generate-dialog.js'
import { ImportDialog } from './import-dialog.js'
import type { Model } from './model.js'

export function Tools ({ tenant, model }: { readonly tenant: string, readonly model: Model | undefined }): JSX.Element {
  const [file, setFile] = useState<File>()
  const [generating, setGenerating] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const { busy, error, run } = useAction()
  const choose = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement
    setFile(field.files?.[0])
    field.value = ''
  }
  return (
    <>
      <button onClick={() => { setGenerating(true) }}>{generateTitle()}</button>
      <button onClick={() => { chooser.current!.click() }}>Import</button>
      <input ref={chooser} type='file' hidden accept='.json,.csv,.ndjson,.jsonl' aria-label='A file to import' onChange={choose} />
      <button disabled={busy} onClick={() => { run(async () => { await exportState(tenant) }) }}>Export</button>
      <ErrorNotice error={error} />
      {file !== undefined && <ImportDialog file={file} tenant={tenant} model={model} onClose={() => { setFile(undefined) }} />}
      {generating && <GenerateDialog tenant={tenant} onClose={() => { setGenerating(false) }} />}
    </>
  )
}

async function exportState (tenant: string): Promise<void> {
  const response = await fetchControl(new Request(`${base}/__admin/tenants/${encodeURIComponent(tenant)}/state`))
  if (!response.ok) throw refusalOf(response.status, await response.json())
  saveFile(`${tenant}.json`, await response.blob())
}
