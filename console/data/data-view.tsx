import type { JSX } from 'preact'
import { ErrorNotice } from '../parts/notice.js'
import { address } from '../service/address.js'
import { useLoad } from '../service/use-load.js'
import { CollectionPlace } from './collection-place.js'
import { DropZone } from './drop-zone.js'
import { EntityPlace } from './entity-place.js'
import { locate } from './location.js'
import { loadModel } from './load-model.js'
import type { Model } from './model.js'
import { Tools } from './tools.js'
import { Tree } from './tree.js'

export function DataView (): JSX.Element {
  const { tenant } = address.value
  const { value: model, error, reload } = useLoad(async () => await loadModel(tenant), [tenant])
  return (
    <DropZone tenant={tenant} model={model}>
      <div class='page-head'><h1>Data</h1><Tools tenant={tenant} model={model} /></div>
      <ErrorNotice error={error} onRetry={reload} />
      {model !== undefined && <div class='data'><Tree model={model} /><Place model={model} /></div>}
    </DropZone>
  )
}

function Place ({ model }: { readonly model: Model }): JSX.Element {
  const { path, tenant } = address.value
  if (path === '') return <div class='place'><p class='empty'>Choose a collection.</p></div>
  const location = locate(model, path)
  if (location === undefined) return <div class='place'><p class='notice warning'>The model has no <code>{path}</code>.</p></div>
  const key = `${tenant} ${path}`
  return location.kind === 'collection'
    ? <CollectionPlace key={key} model={model} location={location} tenant={tenant} />
    : <EntityPlace key={key} model={model} location={location} tenant={tenant} />
}
