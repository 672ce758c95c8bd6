// Results as text columns.

const headings = ['case', 'ours', 'baseline', 'ratio', 'wanted', '']

/** `rows` have a text for each heading. */
export function printTable (title, rows) {
  const lines = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...lines.map(line => line[column].length)))
  console.log(`\n${title}`)
  for (const line of lines) console.log(line.map((text, column) => column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column])).join('  '))
}

/** Three figures that count. */
export const figure = value => value >= 1000 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()

export const verdict = met => met ? 'met' : 'short'
