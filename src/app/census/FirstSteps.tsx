// Where there is no ward yet, an administrator is led to the first steps instead of an empty list.
import { Redirect } from 'wouter'
import { useGot, useMay } from '../access/use.ts'

export function FirstSteps() {
  return useMay('manage-wards') ? <Looked /> : null
}

function Looked() {
  const { data } = useGot('GET /api/wards/edit')
  return data?.wards.length === 0 ? <Redirect to="/begin" /> : null
}
