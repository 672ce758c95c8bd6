import type { JSX } from 'preact'
import { address, hrefOf } from '../service/address.js'
import type { Model, Root } from './model.js'

/** What is in the service root, and the collections of its singletons. */
export function Tree ({ model }: { readonly model: Model }): JSX.Element {
  const [sets, singletons] = [model.roots.filter(({ collection }) => collection), model.roots.filter(({ collection }) => !collection)]
  return (
    <nav class='tree' aria-label='Collections'>
      {sets.length > 0 && <Group title='Entity sets' model={model} roots={sets} />}
      {singletons.length > 0 && <Group title='Singletons' model={model} roots={singletons} />}
    </nav>
  )
}

interface GroupProps {
  readonly title: string
  readonly model: Model
  readonly roots: readonly Root[]
}

function Group ({ title, model, roots }: GroupProps): JSX.Element {
  return (
    <div>
      <h2 class='quiet small'>{title}</h2>
      <ul>{roots.map(root => (
        <li key={root.name}>
          <PathLink path={root.name} text={root.name} />
          {!root.collection && (
            <ul>{partsOf(model, root).map(name => <li key={name}><PathLink path={`${root.name}/${name}`} text={name} /></li>)}</ul>
          )}
        </li>
      ))}
      </ul>
    </div>
  )
}

/** The collections that are a part of a singleton. */
const partsOf = (model: Model, { type }: Root): readonly string[] =>
  (model.typeOf(type)?.members ?? []).filter(({ collection, type: of, kind, contained }) =>
    collection && model.typeOf(of) !== undefined && (kind === 'property' || contained)).map(({ name }) => name)

const PathLink = ({ path, text }: { readonly path: string, readonly text: string }): JSX.Element =>
  <a href={hrefOf({ view: 'data', path, params: {} })} aria-current={address.value.path === path ? 'true' : undefined}>{text}</a>
