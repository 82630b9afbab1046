import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import { Icon } from '@/ui/icons/Icon';
import { Tag } from '@/ui/layout/Tag';
import css from './RegisterPage.module.css';
import { type Element, keyOf } from './useRegister';

type ElementTableProps = { elements: readonly Element[]; picked: ReadonlySet<string>; onPick: (picked: ReadonlySet<string>) => void };

/** The elements by source; each with its five stages, the open ones said. */
export function ElementTable({ elements, picked, onPick }: ElementTableProps) {
  const { t } = useTranslation('register');
  const rows = useRows<HTMLTableSectionElement>();
  const all = elements.every((element) => picked.has(keyOf(element)));
  const flip = (keys: readonly string[], on: boolean) => onPick(new Set(on ? [...picked, ...keys] : [...picked].filter((key) => !keys.includes(key))));
  return (
    <div className={css.scroll}>
      <table className="table">
        <caption className="sr">{t('elements')}</caption>
        <thead>
          <tr>
            <th scope="col"><input type="checkbox" aria-label={t('pickAll')} checked={all} onChange={(event) => flip(elements.map(keyOf), event.currentTarget.checked)} /></th>
            <th scope="col">{t('column.element')}</th>
            <th scope="col">{t('column.origin')}</th>
            <th scope="col">{t('column.speaks')}</th>
            <th scope="col">{t('column.purpose')}</th>
            <th scope="col">{t('column.later')}</th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {elements.map((element) => <ElementRow key={keyOf(element)} element={element} picked={picked.has(keyOf(element))} onPick={(on) => flip([keyOf(element)], on)} />)}
        </tbody>
      </table>
    </div>
  );
}

function ElementRow({ element, picked, onPick }: { element: Element; picked: boolean; onPick: (on: boolean) => void }) {
  const { t } = useTranslation('register');
  const { date } = useFormat();
  const name = element.label ?? element.name;
  const open = new Set(element.open);
  return (
    <tr>
      <td><input type="checkbox" data-row aria-label={t('pick', { name })} checked={picked} onChange={(event) => onPick(event.currentTarget.checked)} /></td>
      <th scope="row">
        <span className={css.name}>
          <span><bdi>{name}</bdi></span>
          <small><bdi>{element.source}</bdi>{t('ofKind', { kind: t(`kind.${element.kind}`) })}</small>
        </span>
      </th>
      <td className={css.origin}>
        <small><bdi>{element.captured}</bdi></small>
        <small><bdi dir="ltr">{element.stored}</bdi></small>
        <small>{element.permission === null ? t('noPermission') : <bdi>{element.permission}</bdi>}{element.regulation === 'personal_data' ? t('personal') : null}</small>
      </td>
      <td>
        <span className={css.marks}>
          <Tag tone="line">{t(`mode.${element.mode}`)}</Tag>
          {element.tells === 'behavioural' || element.tells === 'attitudinal' ? <Tag tone="line">{t(`tells.${element.tells}`)}</Tag> : null}
          <Tag tone="line">{element.solicited ? t('solicited') : t('unsolicited')}</Tag>
        </span>
      </td>
      <td>
        {element.purposes.length === 0 ? <Tag tone="worse"><Icon name="warn" /> {t('noPurpose')}</Tag> : element.purposes.map((purpose) => (
          <span key={purpose.purpose} className={css.name}>
            <PurposeName name={purpose.purpose} />
            <small>{purpose.confirmed ? t('confirmedBy', { name: purpose.by ?? '', at: date(purpose.at, 'dayYear') }) : t(`unconfirmed.${how(purpose.how)}`)}</small>
            {purpose.why === null ? null : <small dir="auto">{purpose.why}</small>}
          </span>
        ))}
      </td>
      <td><small className="muted">{(['origin', 'outcome', 'insight', 'destination'] as const).filter((stage) => open.has(stage)).map((stage) => t(`stage.${stage}`)).join(t('join'))}</small></td>
    </tr>
  );
}

const hows = ['proposed', 'preset', 'demo', 'carried_over'] as const;
const how = (word: string) => hows.find((one) => one === word) ?? 'proposed';

const shipped = ['improve_experience', 'resolve_cases', 'personalise', 'contact', 'research'] as const;

/** A shipped purpose in the reader's words; another by its own name. */
export function PurposeName({ name }: { name: string }) {
  const { t } = useTranslation('register');
  const known = shipped.find((one) => one === name);
  return known === undefined ? <bdi>{name}</bdi> : <>{t(`purpose.${known}`)}</>;
}
