import type { JSX } from 'preact'
import { hrefOf } from '../service/address.js'
import { crumbsOf } from './location.js'

export const Crumbs = ({ path }: { readonly path: string }): JSX.Element => (
  <ol class='crumbs' aria-label='Path'>
    {crumbsOf(path).map(({ text, path: upTo }) => (
      <li key={upTo}>{upTo === path ? <b aria-current='page'>{text}</b> : <a href={hrefOf({ path: upTo, params: {} })}>{text}</a>}</li>
    ))}
  </ol>
)
