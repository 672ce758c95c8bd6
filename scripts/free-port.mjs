// A port that nobody listens on, as the system chooses it.
import { createServer } from 'node:net'

export function freePort () {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
