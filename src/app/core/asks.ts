// What the app asks of the gateway: one function an ask, its answer checked by the wire's schema, or null where it fits none.
import { PROTOCOL } from '../../model/frame.ts'
import { Authority, ClockAnswer, Refusal, RosterAnswer, TrendAnswer, Wards, WatchAnswer } from '../../model/wire.ts'
import { z } from '../../model/zod.ts'
import type { SocketLike } from './dial.ts'

const WardsAnswer = z.union([Wards, Refusal])
/** What a refused handshake carries: socket.io hands it over as an error. */
const RefusedLine = z.object({
  message: z.string().max(400),
  data: z.object({ code: z.string().max(40), ended: Authority.shape.ended.optional() }),
})

/** Why a connection was refused by the gateway itself; null where it failed on the way. */
export function refusalOf(error: unknown): Refusal | null {
  const parsed = RefusedLine.safeParse(error)
  if (!parsed.success) return null
  const { message, data } = parsed.data
  return { is: 'refused', code: data.code, message: data.ended?.message ?? message }
}

/** `sent`: monotonic ms at which it was asked. */
type Take<T> = (answer: T | null, sent: number) => void

export interface Asks {
  wards(take: Take<z.infer<typeof WardsAnswer>>): void
  clock(take: Take<z.infer<typeof ClockAnswer>>): void
  watch(ward: string, resume: { epoch: number; seq: number } | null, take: Take<z.infer<typeof WatchAnswer>>): void
  roster(ward: string, take: Take<z.infer<typeof RosterAnswer>>): void
  trend(ward: string, take: Take<z.infer<typeof TrendAnswer>>): void
}

/** Nothing is asked while no socket is up, and no answer is taken from another socket than the one that is up. */
export function createAsks(up: () => SocketLike | null, mono: () => number): Asks {
  const ask = <S extends z.ZodType>(event: string, payload: unknown, schema: S, take: Take<z.output<S>>): void => {
    const socket = up()
    const sent = mono()
    socket?.emit(event, payload, (answer: unknown) => {
      if (up() !== socket) return
      const parsed = schema.safeParse(answer)
      take(parsed.success ? parsed.data : null, sent)
    })
  }
  return {
    wards: (take) => ask('wards', { protocol: PROTOCOL }, WardsAnswer, take),
    clock: (take) => ask('clock', { sent: mono() }, ClockAnswer, take),
    watch: (ward, resume, take) => ask('watch', { protocol: PROTOCOL, ward, ...(resume && { resume }) }, WatchAnswer, take),
    roster: (ward, take) => ask('roster', { ward }, RosterAnswer, take),
    trend: (ward, take) => ask('trend', { ward }, TrendAnswer, take),
  }
}
