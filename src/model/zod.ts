// zod, set before the first schema: its probe for `new Function` would break a strict content security policy.
import { z } from 'zod'

z.config({ jitless: true })

export { z }
