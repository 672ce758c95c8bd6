/**
 * What is shown, as the fragment of the page's URL: `#/{tenant}/{view}/{path}?{params}`. A fragment is never sent to a server, and the
 * console needs no route for it.
 */
import { signal } from '@preact/signals'

export const views = ['overview', 'requests', 'data', 'fleet', 'faults', 'state'] as const
export type View = typeof views[number]

export interface Address {
  readonly tenant: string
  readonly view: View
  /** What follows the view, as it is encoded in URLs; empty in most. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

export const DEFAULT_TENANT = 'default'

/** Any fragment is some address. */
export function parseAddress (fragment: string): Address {
  const [place = '', query = ''] = splitOnce(fragment.replace(/^#?\/?/, ''), '?')
  const [tenant = '', view = '', ...path] = place.split('/')
  return {
    tenant: decode(tenant).toLowerCase() || DEFAULT_TENANT,
    view: views.find(known => known === view) ?? 'overview',
    path: path.join('/'),
    params: Object.fromEntries(new URLSearchParams(query))
  }
}

function splitOnce (text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function decode (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function printAddress ({ tenant, view, path, params }: Address): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString()
  return `#/${encodeURIComponent(tenant)}/${view}${path === '' ? '' : `/${path}`}${query === '' ? '' : `?${query}`}`
}

export const address = signal(parseAddress(location.hash))
addEventListener('hashchange', () => { address.value = parseAddress(location.hash) })

/** The address with something else in it; another view begins without path and parameters. */
export function changed (change: Partial<Address>): Address {
  const { tenant, view, path, params } = address.value
  const stays = change.view === undefined || change.view === view
  return { tenant, view, path: stays ? path : '', params: stays && change.path === undefined ? params : {}, ...change }
}

/** For links. */
export const hrefOf = (change: Partial<Address>): string => printAddress(changed(change))

/** As a step that the browser's back button undoes; with `replace`, as none. */
export function go (change: Partial<Address>, { replace = false } = {}): void {
  const next = printAddress(changed(change))
  if (next === location.hash) return
  if (replace) history.replaceState(null, '', next)
  else history.pushState(null, '', next)
  address.value = parseAddress(next)
}

/** The parameters with some of them changed; empty text removes one. */
export const withParams = (params: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  ({ ...address.value.params, ...params })

addEventListener('popstate', () => { address.value = parseAddress(location.hash) })
