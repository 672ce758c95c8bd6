/** The page of the data: a file that is dropped on it is imported. */
import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ImportDialog } from './import-dialog.js'
import type { Model } from './model.js'

interface DropProps {
  readonly tenant: string
  readonly model: Model | undefined
  readonly children: ComponentChildren
}

export function DropZone ({ tenant, model, children }: DropProps): JSX.Element {
  const [over, setOver] = useState(false)
  const [file, setFile] = useState<File>()
  const drag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    setFile(event.dataTransfer?.files[0])
  }
  return (
    <div class={`page filled${over ? ' drop-here' : ''}`} onDragOver={drag} onDragLeave={() => { setOver(false) }} onDrop={drop}>
      {children}
      {file !== undefined && <ImportDialog file={file} tenant={tenant} model={model} onClose={() => { setFile(undefined) }} />}
    </div>
  )
}
