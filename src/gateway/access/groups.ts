// Groups of the identity provider become grants by the operator's table. What an administrator gave here is another matter and stays.
import { wardId } from '../../model/ids.ts'
import { type Grant, PERSONAL, type Role } from '../../model/may.ts'
import type { At } from '../../model/units.ts'
import { z } from '../../model/zod.ts'

/** Roles on the house; all others are on a ward. */
const HOUSE: readonly Role[] = ['administrator', 'privacy-officer']
export const ofHouse = (role: Role): boolean => HOUSE.includes(role)
const PREFIX = 'sso-'
const fromGroup = ({ id }: Grant): boolean => id.startsWith(PREFIX)

/** The table: a group's name, exactly as the provider says it, to what its members may. */
export const GroupTable = z.record(
  z.string(),
  z
    .array(
      z
        .strictObject({ role: z.enum(PERSONAL), ward: z.string().min(1).max(64).nullable() })
        .refine(
          ({ role, ward }) => ofHouse(role) === (ward === null),
          'administrators and privacy officers with ward null, all others on a ward',
        ),
    )
    .max(32),
)
export type GroupTable = z.infer<typeof GroupTable>
interface Row {
  readonly role: Role
  readonly ward: string | null
}

export const grantOf = ({ role, ward }: Row, over: Pick<Grant, 'id' | 'from' | 'until'>): Grant => ({
  ...over,
  role,
  place: ward === null ? { of: 'house' } : { of: 'ward', ward: wardId(ward) },
  purpose: ward === null ? 'operations' : 'treatment',
})
export const isFor = ({ role, place }: Grant, row: Row): boolean =>
  role === row.role && (place.of === 'ward' ? place.ward === row.ward : place.of === 'house' && row.ward === null)

/** All that a person may from now on: what was given here, and what the groups give, good until `until`. Unknown groups give nothing. */
export function withGroups(
  before: readonly Grant[],
  table: GroupTable,
  groups: readonly string[],
  given: { readonly now: At; readonly until: At; readonly newId: () => string },
): readonly Grant[] {
  const rows: Row[] = []
  for (const row of groups.flatMap((group) => (Object.hasOwn(table, group) ? (table[group] ?? []) : [])))
    if (!rows.some(({ role, ward }) => role === row.role && ward === row.ward)) rows.push(row)
  return [
    ...before.filter((grant) => !fromGroup(grant)),
    ...rows.map((row) => {
      const known = before.find((grant) => fromGroup(grant) && isFor(grant, row))
      return grantOf(row, { id: known?.id ?? `${PREFIX}${given.newId()}`, from: known?.from ?? given.now, until: given.until })
    }),
  ]
}

/** For the audit: in one order, so that the same is said alike. */
export const grantWords = (grants: readonly Grant[]): string =>
  grants
    .map(({ role, place }) => `${role} ${place.of === 'ward' ? place.ward : place.of === 'stay' ? `stay ${place.stay}` : place.of}`)
    .toSorted()
    .join(', ') || 'none'
