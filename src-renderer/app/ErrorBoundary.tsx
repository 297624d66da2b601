import { Component, type ErrorInfo, type ReactNode } from 'react';
import { client } from '../api/client.ts';
import { ErrorScreen } from '../system/ErrorScreen.tsx';

interface Props {
  readonly children: ReactNode;
}
interface State {
  readonly error: unknown;
  /** The number under which the core has logged it; null while unknown. */
  readonly number: string | null;
}

/** Reports a defect of the page to the core's log; answers with the number to quote, or null when the core is silent. */
export async function reportDefect(error: unknown, where: string): Promise<string | null> {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  try {
    const answer = await client.system.reportError({
      message: message.slice(0, 2000),
      where: `${window.location.hash} ${where} ${stack}`.slice(0, 4000),
    });
    return answer.number;
  } catch {
    return null;
  }
}

/** Shows the error screen instead of a blank window when a screen breaks. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, number: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? new Error('thrown nothing'), number: null };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    void reportDefect(error, info.componentStack ?? '').then((number) => this.setState({ number }));
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorScreen number={this.state.number} onRetry={() => this.setState({ error: null, number: null })} />;
  }
}
