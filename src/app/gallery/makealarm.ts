// An alarm as frames tell it, made up: for scenes of the gallery and for tests.
import type { AlarmShown } from '../../model/alarmshown.ts'

/** The gallery's clock: 2026-11-22 14:17 UTC. */
export const NOW = Date.UTC(2026, 10, 22, 14, 17)

export const alarm = (rule: AlarmShown['rule'], more: Partial<AlarmShown> = {}): AlarmShown => ({
  id: `${rule}@1`,
  rev: 1,
  rule,
  priority: 'medium',
  phase: 'active',
  vital: null,
  side: null,
  value: null,
  limit: null,
  worst: more.value ?? null,
  say: {},
  evidence: null,
  since: NOW - 45_000,
  raised: NOW - 41_000,
  lastKnown: null,
  ended: null,
  claim: null,
  told: 'ward',
  again: 0,
  silence: 'none',
  sounds: true,
  recorded: true,
  ...more,
})
