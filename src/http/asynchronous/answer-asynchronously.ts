/** Everything that is loaded with the first asynchronous request, in one piece. */
export { answerLater } from './answer-later.js'
export { answerMonitor } from './answer-monitor.js'
export { createAsyncRequests } from './async-requests.js'
