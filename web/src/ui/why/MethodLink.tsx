/** Opens the page on a statistic: question, formula, assumptions, when it refuses, reference, how it is tested. */
export function MethodLink({ name }: { name: string }) {
  return <a className="mono ltr" href={`/api/v1/methods/${name}`} target="_blank" rel="noreferrer">{`docs/methods/${name}.md`}</a>;
}
