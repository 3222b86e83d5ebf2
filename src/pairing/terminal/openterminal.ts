import * as vscode from 'vscode';
import type { Clock } from '../../core/time/clock';
import type { Logger } from '../../core/timeline/log';
import { guarded } from '../../platform/commands';
import { DisposableStore } from '../../platform/disposables';
import { makeRoom } from '../../platform/makeroom';
import type { Hints } from '../../core/views/terminal/screen';
import type { SentencesChoice } from './sentences';
import type { Place } from './sight';
import { TerminalSurface } from './terminalsurface';

/** Up to this line height, the modules of a code are square enough for every QR reader. */
const squareEnough = 1.2;

/** Opens a terminal that shows a pairing. The pairing ends with its window, so the editor must not restore the terminal. */
export function openTerminal(
  name: string,
  clock: Pick<Clock, 'now' | 'at'>,
  sentences: SentencesChoice,
  log: Logger,
): TerminalSurface {
  const store = new DisposableStore();
  const surface = new TerminalSurface({
    clock,
    t: vscode.l10n.t,
    sentences: () => sentences.on,
    chooseSentences: (on) => {
      void guarded('sentences', log, () => sentences.choose(on));
    },
    hints,
    maximize: () => {
      // A terminal can also be an editor.
      void (placeOf(terminal) === 'front'
        ? makeRoom()
        : vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel'));
    },
    reveal: () => {
      terminal.show();
    },
  });
  const ended = store.add(new vscode.EventEmitter<number>());
  const pty: vscode.Pseudoterminal = {
    onDidWrite: surface.onDidWrite,
    onDidClose: ended.event,
    open: (dimensions) => {
      surface.open(dimensions);
    },
    close: () => {
      surface.closed();
    },
    setDimensions: (dimensions) => {
      surface.setDimensions(dimensions);
    },
    handleInput: (input) => {
      surface.handleInput(input);
    },
  };
  const iconPath = new vscode.ThemeIcon('device-mobile');
  const terminal = vscode.window.createTerminal({ name, iconPath, isTransient: true, pty });
  store.add(
    surface.onDidEnd(() => {
      ended.fire(0);
    }),
  );
  const place = (): void => {
    surface.setPlace(placeOf(terminal));
  };
  store.add(vscode.window.tabGroups.onDidChangeTabs(place));
  store.add(
    vscode.window.onDidChangeActiveTerminal((active) => {
      place();
      if (active === terminal) surface.activate();
    }),
  );
  // The editor closes a terminal that it has never shown without telling the terminal itself.
  store.add(
    vscode.window.onDidCloseTerminal((closed) => {
      if (closed === terminal) surface.closed();
    }),
  );
  surface.onDidClose(() => {
    store.dispose();
  });
  terminal.show();
  return surface;
}

/** Where a terminal is. The tabs of terminals in the editor area have only a label. */
function placeOf(terminal: vscode.Terminal): Place {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input, label }) => input instanceof vscode.TabInputTerminal && label === terminal.name);
  if (tabs.length > 0) return tabs.some(({ isActive }) => isActive) ? 'front' : 'behind';
  return vscode.window.activeTerminal === terminal ? 'active' : 'behind';
}

/** Hints about terminal settings that distort a code, and how to change them. */
function hints(): Hints {
  const settings = vscode.workspace.getConfiguration('terminal.integrated');
  const lineHeight = settings.get<number>('lineHeight') ?? 1;
  const letterSpacing = settings.get<number>('letterSpacing') ?? 0;
  const advice = (name: string, value: string): string =>
    vscode.l10n.t('If the phone can’t read the code, set terminal.integrated.{0} to {1}.', name, value);
  const stretched = [
    ...(lineHeight > squareEnough ? [advice('lineHeight', '1')] : []),
    ...(letterSpacing > 1 ? [advice('letterSpacing', '0')] : []),
  ];
  // Without the GPU renderer, blocks come from the font, and a font's half block rarely fills exactly half of its cell.
  const drawn = settings.get('gpuAcceleration') === 'off' ? [advice('gpuAcceleration', 'auto')] : [];
  return { full: stretched, half: [...stretched, ...drawn] };
}
