/** `.ci/failures.awk`: what the gate says last of tests that failed. */
import { execFileSync } from 'node:child_process'
import t from 'tap'

const failures = (tap: string): string => execFileSync('awk', ['-f', '.ci/failures.awk'], { input: tap, encoding: 'utf8' })

const RUN = `# Subtest: test/a.test.ts
    # Subtest: outer
        # Subtest: inner
            ok 1 - fine
            not ok 2 - should be equal
              ---
              diff: "not ok"
              ...
            1..2
        not ok 1 - inner # time=1ms
        not ok 2 - later # TODO
        1..2
    not ok 1 - outer # time=2ms
    not ok 2 - another
    1..2
not ok 1 - test/a.test.ts # time=3ms

# Subtest: test/b.test.ts
    ok 1 - fine
    1..1
ok 2 - test/b.test.ts # time=1ms

# Subtest: test/c.test.ts
    1..0
not ok 3 - test/c.test.ts # time=1ms
`

t.test('each assertion that failed, with where it stands', async t => {
  t.equal(failures(RUN), `FAILED test/a.test.ts > outer > inner > not ok 2 - should be equal
FAILED test/a.test.ts > not ok 2 - another
FAILED not ok 3 - test/c.test.ts # time=1ms
`)
  t.equal(failures(RUN.replaceAll('not ok', 'ok')), '', 'nothing when all passed')
})
