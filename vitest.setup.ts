// One seed for all property tests, so that a run can be repeated: WARDLIGHT_SEED=7 npm test -- unit
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.WARDLIGHT_SEED ?? 20_261_122) })
