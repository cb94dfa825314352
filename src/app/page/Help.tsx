// The list of keys, and what this screen is.
import { Link } from 'wouter'
import { Dialog } from './Dialog.tsx'
import { KEYS } from './keys.ts'
import { wardPath } from './paths.ts'
import { useWard } from './use.ts'

export function Help({ close }: { readonly close: () => void }) {
  const version = useWard((state) => state.gateway?.version)
  const ward = useWard((state) => state.ward?.id ?? null)
  return (
    <Dialog title="Keys" close={close}>
      <table className="keys">
        <tbody>
          {KEYS.map(({ action, shown, does }) => (
            <tr key={action}>
              <th scope="row">
                <kbd>{shown}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ward !== null && (
        <p>
          <Link href={`${wardPath(ward)}/downtime`} className="plain-link" onClick={close}>
            Downtime sheet
          </Link>
          : the last numbers of this ward, on paper.
        </p>
      )}
      <p>
        Every control is reached by Tab. A struck number is stale; <span className="tabular">--</span> is unknown and its place says why.
      </p>
      <p>Secondary display: bedside alarms lead. Not a certified medical device.{version === undefined ? '' : ` Wardlight ${version}.`}</p>
    </Dialog>
  )
}
