/** What `join`, `outerjoin` and `addnested` mean (Data Aggregation 4.0, sections 3.4.3 and 3.5.1), computed with arrays. */
import type { Applied, Draw, Item, Sequence } from './evaluate-apply.js'

/** Entities of a collection that each item has. */
export interface Related {
  /** The navigation property that leads to them. */
  readonly path: string
  readonly of: (item: Item) => readonly Item[]
  readonly numbers: readonly string[]
  readonly texts: readonly string[]
}

type DrawOne = (draw: Draw, before: Sequence) => Applied

/** Draws once, and for every other item the same again. */
function repeating (draw: Draw): () => Draw {
  const drawn: number[] = []
  return () => {
    let place = 0
    return bound => {
      const value = drawn[place] ?? draw(bound)
      drawn[place++] = value
      return value
    }
  }
}

/** What transformations make of the related entities of every item; their text is the same for each. */
function eachOf (
  draw: Draw,
  { items }: Sequence,
  { of, numbers, texts }: Related,
  drawOne: DrawOne
): { readonly made: readonly Applied[], readonly text: string } {
  const again = repeating(draw)
  const made = items.map(item => drawOne(again(), { items: of(item), numbers, texts, rows: true }))
  // Without items, what is drawn is of no matter.
  const { text } = made[0] ?? drawOne(again(), { items: [], numbers, texts, rows: true })
  return { made, text }
}

const behind = (name: string, item: Item): Item => Object.fromEntries(Object.entries(item).map(([path, value]) => [`${name}/${path}`, value]))

/** Each item again for every entity; `outerjoin` has one that has none, too. `drawOne` keeps entities as they are. */
export function drawJoin (draw: Draw, before: Sequence, related: Related, name: string, drawOne: DrawOne): Applied {
  const [outer, some] = [draw(2) === 1, draw(2) === 1]
  const { made, text } = eachOf(draw, before, related, some ? drawOne : (_draw, all) => ({ ...all, text: 'identity' }))
  const items = before.items.flatMap((item, index): readonly Item[] => {
    const entities = made[index]?.items ?? []
    return outer && entities.length === 0 ? [item] : entities.map(entity => ({ ...item, ...behind(name, entity) }))
  })
  return {
    ...before,
    items,
    numbers: [...before.numbers, ...related.numbers.map(path => `${name}/${path}`)],
    texts: [...before.texts, ...related.texts.map(path => `${name}/${path}`)],
    text: `${outer ? 'outerjoin' : 'join'}(${related.path} as ${name}${some ? `,${text}` : ''})`
  }
}

/** A collection more. `drawOne` makes items that are none of the resource any more, so that all of them is shown. */
export function drawAddNested (draw: Draw, before: Sequence, related: Related, name: string, drawOne: DrawOne): Applied {
  const { made, text } = eachOf(draw, before, related, drawOne)
  const items = before.items.map((item, index): Item =>
    ({ ...item, ...Object.assign({}, ...(made[index]?.items ?? []).map((inner, place) => behind(`${name}/${place}`, inner))) }))
  return { ...before, items, nested: [...before.nested ?? [], name], text: `addnested(${related.path},${text} as ${name})` }
}
