import { Button, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What is looked for in a list: the text as typed, as asked for, and whether what is put away is shown, too. */
export function useListFilter() {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 150);
  const [withOld, setWithOld] = useState(false);
  return { typed, text, withOld, setTyped, setWithOld };
}

interface LoyaltyBarProps {
  readonly filter: ReturnType<typeof useListFilter>;
  readonly search: string;
  readonly withOld: string;
  readonly children: ReactNode;
}

/** The bar over a list of loyalty: which list, what is looked for, whether archived ones are shown. */
export function LoyaltyBar({ filter, search, withOld, children }: LoyaltyBarProps) {
  return (
    <div className="z-loyalty-bar">
      {children}
      <TextInput
        w={240}
        aria-label={search}
        placeholder={search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.typed}
        onChange={(event) => filter.setTyped(event.currentTarget.value)}
      />
      <Switch
        label={withOld}
        checked={filter.withOld}
        onChange={(event) => filter.setWithOld(event.currentTarget.checked)}
      />
    </div>
  );
}

interface MoreRowsProps {
  readonly shown: number;
  readonly total: number;
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

/** How much of a long list is shown, and the rest on demand. */
export function MoreRows({ shown, total, query }: MoreRowsProps) {
  const { t } = useTranslation('loyalty');
  if (!query.hasNextPage) return null;
  return (
    <div className="z-loyalty-more">
      <span className="z-dim">{t('shown', { shown, total })}</span>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {t('more')}
      </Button>
    </div>
  );
}

/** Where the next page of a list begins; nothing after the last one. */
export function nextOffset(
  last: { readonly total: number },
  pages: readonly { readonly rows: readonly unknown[] }[],
): number | undefined {
  const shown = pages.reduce((sum, { rows }) => sum + rows.length, 0);
  return shown < last.total ? shown : undefined;
}
