module.exports = {
  globalSetup: './set-up.cjs',
  globalTeardown: './tear-down.cjs',
  testMatch: ['**/set-up.test.cjs']
}
