// By which scale saturation is scored: an order of a named physician, never inferred from a diagnosis, and ended by an order as well.
import { useId, useState } from 'react'
import { useMe } from '../access/use.ts'
import type { DeedProps } from '../census/deeds.ts'
import { EarlyDialog } from './EarlyDialog.tsx'
import { useScore } from './use.ts'

/** TABLE: what can be ordered. */
const ORDERS = [
  {
    key: 'two',
    scale: 2,
    target: { low: 88, high: 92 },
    words: 'Scale 2, oxygen target 88–92 %',
    why: 'hypercapnic respiratory failure only',
  },
  { key: 'one-target', scale: 1, target: { low: 94, high: 98 }, words: 'Scale 1, oxygen target 94–98 %', why: 'most patients on oxygen' },
  { key: 'one', scale: 1, target: null, words: 'Scale 1, no oxygen target', why: 'ends what was ordered before' },
] as const

export function Scale({ bed, close, done }: DeedProps) {
  const score = useScore(bed)
  const name = useMe((state) => state.me?.authority.name ?? '')
  const [key, setKey] = useState<string | null>(null)
  const group = useId()
  const order = ORDERS.find((one) => one.key === key)
  return (
    <EarlyDialog
      title="NEWS2 scale and oxygen target"
      bed={bed}
      close={close}
      done={done}
      ask={
        order
          ? ({ stay, bed: place }) => ({ act: 'scale', stay: stay!, bed: place, order: { scale: order.scale, target: order.target } })
          : null
      }
      words={order ? `Order: ${order.words}` : 'Order…'}
      said={order ? `Ordered: ${order.words}.` : ''}
    >
      <p>
        Now: scale {score?.scale ?? 1}. The order carries your name, {name}, and holds until another one.
      </p>
      <fieldset className="act-fields">
        <legend>Order</legend>
        <div className="picks picks-long">
          {ORDERS.map(({ key: own, words, why }) => (
            <label key={own} className="pick" data-order={own}>
              <input type="radio" name={group} checked={key === own} onChange={() => setKey(own)} />
              <span>
                {words} <small>{why}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="dim">Nothing of this reaches the bedside monitor or a device.</p>
    </EarlyDialog>
  )
}
