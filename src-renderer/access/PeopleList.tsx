import { UnstyledButton } from '@mantine/core';
import { useFocusTrap } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Initials } from '../ui/Initials.tsx';
import type { Person } from './SecretForm.tsx';

interface PeopleListProps {
  readonly people: readonly Person[];
  readonly onChoose: (person: Person) => void;
}

/** Everybody who may sign in; the first has the focus, arrows and Tab go on. */
export function PeopleList({ people, onChoose }: PeopleListProps) {
  const { t } = useTranslation('common');
  const focusFirst = useFocusTrap(people.length > 0);
  return (
    <ul className="z-people" ref={focusFirst} onKeyDown={moveFocus}>
      {people.map((person) => (
        <li key={person.id}>
          <UnstyledButton className="z-person" onClick={() => onChoose(person)}>
            <Initials name={person.name} size={36} />
            <span>
              <strong>{person.name}</strong>
              <span className="z-dim">{t(`roles.${person.role}`)}</span>
            </span>
            <IconChevronRight size={18} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function moveFocus(event: React.KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const index = buttons.findIndex((button) => button === document.activeElement);
  buttons[(index + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}
