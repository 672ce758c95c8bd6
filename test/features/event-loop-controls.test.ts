/** Nothing that is sent to the controls keeps the service's event loop from the others for long. */
import { expectShortTurns } from '../support/longest-turns.js'
import { controls } from '../support/worst-requests.js'

expectShortTurns(controls)
