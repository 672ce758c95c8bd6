/** No body, URL or header keeps the service's event loop from the others for long. */
import { expectShortTurns } from '../support/longest-turns.js'
import { bodies } from '../support/worst-requests.js'

expectShortTurns(bodies)
