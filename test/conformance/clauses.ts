/** Every clause of the specification's conformance sections, in its order. */
import { advanced40 } from './advanced-4-0.js'
import { advanced401 } from './advanced-4-01.js'
import type { Part } from './clause.js'
import { intermediate40 } from './intermediate-4-0.js'
import { intermediate401 } from './intermediate-4-01.js'
import { jsonFormat } from './json-format.js'
import { minimal40 } from './minimal-4-0.js'
import { minimal401 } from './minimal-4-01.js'

export const parts: readonly Part[] = [minimal40, intermediate40, advanced40, minimal401, intermediate401, advanced401, jsonFormat]
