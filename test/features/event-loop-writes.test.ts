/** No write keeps the service's event loop from the others for long. */
import { expectShortTurns } from '../support/longest-turns.js'
import { writes } from '../support/worst-requests.js'

expectShortTurns(writes)
