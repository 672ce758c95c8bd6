/** What the dashboard asks: each is one `$apply` of the check-in rows. */

export const ROWS = 'officeConfiguration/tenantCheckinStatuses'

export interface Question {
  readonly title: string
  /** Behind a filter that all of them share. */
  readonly apply: string
  /** The member of the answer's rows that names them. */
  readonly by: string
  /** Without it, the bars are in the order of their numbers. */
  readonly order?: 'time'
  /** The filter that a bar stands for; undefined when there is none. */
  readonly filterOf?: (value: unknown) => string
}

/** A literal of OData. */
export const quoted = (value: unknown): string => value === null || value === undefined ? 'null' : `'${String(value).replaceAll("'", "''")}'`
const counted = (property: string): string => `groupby((${property}),aggregate($count as rows))`

export const questions: readonly Question[] = [
  { title: 'Outcome', apply: counted('wasSuccessful'), by: 'wasSuccessful', filterOf: value => `wasSuccessful eq ${String(value)}` },
  { title: 'Platform', apply: counted('devicePlatform'), by: 'devicePlatform', filterOf: value => `devicePlatform eq ${quoted(value)}` },
  { title: 'Platform version', apply: counted('devicePlatformVersion'), by: 'devicePlatformVersion', filterOf: value => `devicePlatformVersion eq ${quoted(value)}` },
  {
    title: 'Most frequent errors',
    apply: `filter(wasSuccessful eq false)/${counted('errorMessage')}`,
    by: 'errorMessage',
    filterOf: value => `errorMessage eq ${quoted(value)}`
  },
  { title: 'By day', apply: `compute(date(checkinDateTime) as day)/${counted('day')}`, by: 'day', order: 'time' },
  { title: 'By hour of the day', apply: `compute(hour(checkinDateTime) as hour)/${counted('hour')}`, by: 'hour', order: 'time' }
]

/** Of rows that fit a filter; empty: of all. */
export const applyOf = ({ apply }: Question, filter: string): string => filter === '' ? apply : `filter(${filter})/${apply}`
