import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ElementTable } from './ElementTable';
import css from './RegisterPage.module.css';
import type { Element } from './useRegister';

type SourceGroupsProps = { elements: readonly Element[]; picked: ReadonlySet<string>; onPick: (picked: ReadonlySet<string>) => void };

/** The elements of each source under its name, the first opened: a register of many sources is looked over before it is read. One source alone needs no fold. */
export function SourceGroups({ elements, picked, onPick }: SourceGroupsProps) {
  const groups = [...new Set(elements.map(({ source_id }) => source_id))].map((id) => [id, elements.filter(({ source_id }) => source_id === id)] as const);
  if (groups.length < 2) return <ElementTable elements={elements} picked={picked} onPick={onPick} />;
  return <>{groups.map(([id, ofSource], i) => <SourceGroup key={id} elements={ofSource} first={i === 0} picked={picked} onPick={onPick} />)}</>;
}

function SourceGroup({ elements, first, picked, onPick }: SourceGroupsProps & { first: boolean }) {
  const { t } = useTranslation('register');
  const [opened, setOpened] = useState(first);
  const open = elements.filter(({ purposes }) => purposes.length === 0).length;
  return (
    <details className={css.group} open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <bdi>{elements[0]?.source}</bdi> <small className="muted">{t('group', { count: elements.length, open })}</small>
      </summary>
      {opened ? <ElementTable elements={elements} picked={picked} onPick={onPick} /> : null}
    </details>
  );
}
