import { useTranslation } from 'react-i18next';
import css from './Identifier.module.css';

/** Kinds that are the same everywhere; any other is a word of the data, and stays as the data write it. */
const kinds = ['email', 'phone'] as const;

/** What the log adds to an address under which several people are named, to tell them apart: no part of the address. */
const mark = /#[0-9a-f]{16}$/;

/** A key of a customer as it stands in an address, in its two parts: what it is a key of, and the key. */
export function partsOf(named: string): { kind: string; value: string } {
  const key = named.replace(mark, '');
  const cut = key.indexOf(':');
  return cut < 1 ? { kind: '', value: key } : { kind: key.slice(0, cut), value: key.slice(cut + 1) };
}

/** A key of a customer for people: the key, and small beside it what it is a key of. */
export function Identifier({ of }: { of: string }) {
  const { t } = useTranslation('view');
  const { kind, value } = partsOf(of);
  const known = kinds.find((one) => one === kind);
  return (
    <span className={css.identifier}>
      <bdi className="ltr">{value}</bdi>
      {kind === '' ? null : <small className="muted">{known === undefined ? <bdi>{kind.replaceAll('_', ' ')}</bdi> : t(`identifier.${known}`)}</small>}
    </span>
  );
}
