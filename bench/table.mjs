// Results as text columns.

const headings = ['case', 'ours', 'baseline', 'ratio', 'wanted', '']

/** `rows` have a text for each heading. */
export const printTable = (title, rows) => { printLines(title, [headings, ...rows]) }

/** The first of `lines` has the headings. */
export function printLines (title, lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)))
  console.log(`\n${title}`)
  for (const line of lines) console.log(line.map((text, column) => column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column])).join('  '))
}

/** Three figures that count. */
export const figure = value => value >= 1000 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()

export const verdict = met => met ? 'met' : 'short'
