// One of a few, one touch each.
export function Pick<T extends string | number>({
  label,
  list,
  value,
  say,
  choose,
}: {
  readonly label: string
  readonly list: readonly T[]
  readonly value: T
  readonly say: (one: T) => string
  readonly choose: (one: T) => void
}) {
  return (
    <fieldset className="waves-pick">
      <legend>{label}</legend>
      {list.map((one) => (
        <button key={one} type="button" className="toggle" aria-pressed={one === value} onClick={() => choose(one)}>
          {say(one)}
        </button>
      ))}
    </fieldset>
  )
}
