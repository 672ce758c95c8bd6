/** The query options of a collection, as they stand in the query bar: decoded, `$filter=…&$orderby=…`. */

/** In their order. An `&` begins an option only before a name with `=`, so that it may stand within text. */
export function readOptions (query: string): ReadonlyArray<readonly [name: string, value: string]> {
  return query.replace(/^\?/, '').split(/&(?=\$?[A-Za-z@][\w.]*=)/).filter(part => part.trim() !== '').map(part => {
    const at = part.indexOf('=')
    return at === -1 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1)]
  })
}

export const printOptions = (options: ReadonlyArray<readonly [string, string]>): string =>
  options.map(([name, value]) => `${name}=${value}`).join('&')

/** As it is sent. */
export const encodeOptions = (options: ReadonlyArray<readonly [string, string]>): string =>
  options.map(([name, value]) => `${encodeURIComponent(name).replaceAll('%24', '$').replaceAll('%40', '@')}=${encodeValue(value)}`).join('&')

/** With what RFC 3986 lets stand in a query left readable. */
const encodeValue = (value: string): string =>
  encodeURIComponent(value).replace(/%(?:20|24|27|28|29|2C|2F|3A|3B|40)/g, code => code === '%20' ? '%20' : decodeURIComponent(code))

export function optionOf (query: string, name: string): string | undefined {
  return readOptions(query).find(([known]) => known.toLowerCase() === name)?.[1]
}

/** The query with an option set, at its end when it was not there; undefined or empty removes it. */
export function withOption (query: string, name: string, value: string | undefined): string {
  const options = readOptions(query)
  const others = options.filter(([known]) => known.toLowerCase() !== name)
  if (value === undefined || value === '') return printOptions(others)
  const changed = options.map(([known, before]) => [known, known.toLowerCase() === name ? value : before] as const)
  return printOptions(others.length === options.length ? [...options, [name, value]] : changed)
}

/** What comes after a column is clicked: ascending, descending, and no order again. */
export function nextOrder (query: string, column: string): string {
  const order = optionOf(query, '$orderby')
  if (order === column) return withOption(query, '$orderby', `${column} desc`)
  return withOption(query, '$orderby', order === `${column} desc` ? undefined : column)
}

/** Where in the query the fault is that an error tells of, from `$filter: … at position 12`; undefined when it tells no place. */
export function faultPosition (query: string, message: string): number | undefined {
  const [, option = '', position = ''] = /^(\$?[A-Za-z]+)[^:]*:.* at position (\d+)/s.exec(message) ?? []
  if (position === '') return undefined
  const options = readOptions(query)
  const index = options.findIndex(([name]) => name.replace('$', '').toLowerCase() === option.replace('$', '').toLowerCase())
  if (index === -1) return undefined
  const before = index === 0 ? 0 : printOptions(options.slice(0, index)).length + 1
  return before + options[index]![0].length + 1 + Number(position) - 1
}
