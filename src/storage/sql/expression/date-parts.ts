/** Parts of a DateTimeOffset as it was sent (OData-URL 4.01, section 5.1.1.8): seconds and their fraction may be left out of the text. */

const TIME = 11

/** `HH:MM:SS.ffffffffffff` */
export function timeOf (text: string): string {
  const [time = ''] = /^[^Zz+-]*/.exec(text.slice(TIME)) ?? []
  const [clock = '', fraction = ''] = time.split('.')
  return `${clock.length === 5 ? `${clock}:00` : clock}.${fraction.padEnd(12, '0')}`
}

export function offsetMinutesOf (text: string): bigint {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? []
  const total = BigInt(hours ?? 0) * 60n + BigInt(minutes ?? 0)
  return sign === '-' ? -total : total
}
