// One patient after the other in one bed, while frames are in flight: no value of one reaches the next, in any order of things.
import { afterEach, expect, test } from 'vitest'
import { decodeFrame } from '../model/frame.ts'
import { decodeState, decodeWaves } from '../model/half.ts'
import { at } from '../model/units.ts'
import { known, unknown } from '../model/value.ts'
import { Snapshot } from '../model/wire.ts'
import { act, admit, ask, discharge, type House, house, seeded, stateOf, taking, wallOf, watchT } from './harness.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 1000 : 60
let here: House
afterEach(() => here.close())

test('a device that is taken off a patient takes its values off the tile', async () => {
  here = await house(2, { empty: true })
  const { clock, source } = here
  admit(here, 'T-02', 'Ada Lovage', 'W-1')
  source.number('T-02', 'hr', 77)
  clock.pass(1000)
  const client = await here.connect()
  const shown = async () => {
    const state = stateOf(Snapshot.parse(await ask(client, 'watch', watchT))).get(1)!
    return state.entries.map(({ signal, value }) => [signal, value])
  }
  expect(await shown()).toEqual([['hr', known(77)]])
  expect(act(here, { act: 'unbind', device: wallOf('T-02'), bed: 'T-02' }).is).toBe('done')
  expect(await shown()).toEqual([['hr', unknown('no-data')]])
})

test(`discharged while a frame is in flight, ${RUNS} interleavings (soak)`, { timeout: RUNS * 400 }, async () => {
  here = await house(2, { empty: true })
  const { clock, source, gateway } = here
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  const random = seeded(11)
  const pick = (count: number): number => Math.floor(random() * count)
  /** Who is on the bed's monitor, as their heart rate: it says whose a value is. */
  let patient = 0
  const stays = new Map<string, number>()
  let shownValues = 0
  /** Measured of the one before, and still under way when the next is admitted. */
  let leftover: (() => void)[] = []

  for (let run = 0; run < RUNS; run++) {
    patient = 40 + (run % 60)
    const answer = admit(here, 'T-02', `Patient ${run}`, `W-${run}`)
    expect(answer.is).toBe('done')
    const stay = gateway.census.book().lying.get('T-02' as never)!
    stays.set(stay, patient)
    let measured = clock.now()
    const things: (() => void)[] = [
      () => source.number('T-02', 'hr', patient),
      () => source.number('T-02', 'spo2', patient),
      () => source.wave('T-02', 25),
      () => clock.pass(1 + pick(300)),
      () => source.push({ bed: 'T-02' as never, samples: [], facts: { notes: [`run ${run} ${pick(9)}`] } }),
      // Measured a moment ago, and late under way.
      () => source.number('T-02', 'rr', known(patient), { at: at(Math.max(measured, clock.now() - pick(200))), received: clock.now() }),
    ]
    if (random() < 0.5) clock.pass(2)
    for (const come of leftover) come()
    clock.pass(2)
    measured = clock.now()
    for (let step = 0; step < 6; step++) things[pick(things.length)]!()
    discharge(here, 'T-02')
    // The monitor is still on the patient, and what it measured before is still on its way.
    const late = { at: at(clock.now() - 1 - pick(100)), received: clock.now() }
    const [before, value] = [late.at, patient]
    leftover = [() => source.number('T-02', 'hr', value, { at: before }), () => source.number('T-02', 'temp', 36, { at: before })]
    if (random() < 0.7) source.number('T-02', 'hr', patient, late)
    if (random() < 0.5) source.wave('T-02', 25)
    if (random() < 0.5) clock.pass(pick(300))
    if (random() < 0.5) source.number('T-02', 'hr', patient)
    clock.pass(3)
    // The line is read as it goes on.
    if (run % 5 === 4) await ask(client, 'clock', { sent: 0 })
  }
  clock.pass(500)
  await ask(client, 'clock', { sent: 0 })

  /** Bed two of each snapshot, and of each frame under the stay that the snapshot before it named. */
  const events = [
    ...taken.snapshots.map((snapshot) => ({
      seq: snapshot.seq,
      rev: snapshot.rev,
      stay: snapshot.beds[1]?.stay?.id ?? null,
      state: stateOf(snapshot).get(1)!,
      waves: 0,
    })),
    ...taken.frames.map((bytes) => {
      const frame = decodeFrame(bytes)
      const part = frame.parts.find(({ bed }) => bed === 1)
      return {
        seq: frame.seq,
        rev: frame.rev,
        stay: undefined,
        state: part?.state ? decodeState(part.state) : null,
        waves: part?.waves ? decodeWaves(part.waves).length : 0,
      }
    }),
  ].toSorted((a, b) => a.rev - b.rev || a.seq - b.seq || (a.stay === undefined ? 1 : -1))
  let stay: string | null = null
  for (const one of events) {
    if (one.stay !== undefined) stay = one.stay
    if (one.waves > 0) expect(stay).not.toBeNull()
    for (const { signal, value } of one.state?.entries ?? []) {
      expect([signal, value]).toEqual([signal, known(stays.get(stay ?? '') ?? 'nobody lies there')])
      shownValues++
    }
  }
  expect(stays.size).toBe(RUNS)
  expect(shownValues).toBeGreaterThan(RUNS / 2)
})
