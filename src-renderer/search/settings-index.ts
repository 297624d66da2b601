import type { Settings } from '../../src-shared/settings/settings.contract.ts';

/** A setting as the search finds it. */
export interface IndexedSetting {
  /** Name of the setting; its other words stand under it in `search:settingWords`. */
  readonly name: keyof Settings | 'colourScheme' | 'density' | 'cardFill' | 'language';
  /** i18n key of the title as its screen shows it: the field is found by it. */
  readonly title: string;
  /** Id of the section of the settings. */
  readonly section: string;
}

const salon = (name: IndexedSetting['name'], title: string): IndexedSetting => ({ name, title, section: 'salon' });

/** Every setting that a screen shows; a test compares it with the settings themselves. */
export const SETTINGS_INDEX: readonly IndexedSetting[] = [
  salon('salonName', 'settings:salon.name'),
  salon('salonAddress', 'settings:salon.address'),
  salon('salonPhone', 'settings:salon.phone'),
  salon('weekHours', 'settings:salon.hours'),
  salon('slotStepMin', 'settings:salon.slotStep'),
  salon('allowOverrunMin', 'settings:salon.allowOverrun'),
  salon('noShowGraceMin', 'settings:salon.noShowGrace'),
  salon('lateCancelHours', 'settings:salon.lateCancel'),
  salon('processingReleasesMaster', 'settings:salon.processing'),
  salon('nameOrder', 'settings:salon.nameOrder'),
  salon('cancelReasons', 'settings:salon.cancelReasons'),
  salon('slotMode', 'availability:settings.slotMode'),
  salon('slotAnchor', 'availability:settings.slotAnchor'),
  salon('minGapMin', 'availability:settings.minGap'),
  salon('minLeadMin', 'availability:settings.minLead'),
  salon('horizonDays', 'availability:settings.horizon'),
  salon('waitlistPolicy', 'waiting:settings.policy'),
  salon('offerTimeoutMin', 'waiting:settings.timeout'),
  salon('requestAnswerMin', 'waiting:settings.answer'),
  salon('clientStatusBy', 'clientFigures:settings.by'),
  salon('sleepingDays', 'clientFigures:settings.sleepingDays'),
  salon('lossDays', 'clientFigures:settings.lossDays'),
  { name: 'dueAheadDays', title: 'retention:rules.aheadDays', section: 'calls' },
  { name: 'lostFactor', title: 'retention:rules.lostFactor', section: 'calls' },
  { name: 'winBackDays', title: 'retention:rules.winBackDays', section: 'calls' },
  { name: 'usesPersonalInterval', title: 'retention:rules.personal', section: 'calls' },
  { name: 'dueMatch', title: 'retention:rules.match', section: 'calls' },
  { name: 'contactPolicy', title: 'retention:rules.contact', section: 'calls' },
  { name: 'callHours', title: 'retention:rules.hoursFrom', section: 'calls' },
  { name: 'callsPerDay', title: 'retention:rules.perDay', section: 'calls' },
  { name: 'callGapDays', title: 'retention:rules.gapDays', section: 'calls' },
  { name: 'maxCallsPerMonth', title: 'retention:rules.maxPerMonth', section: 'calls' },
  { name: 'noAnswerDays', title: 'retention:rules.noAnswerDays', section: 'calls' },
  { name: 'laterDays', title: 'retention:rules.laterDays', section: 'calls' },
  { name: 'refusedDays', title: 'retention:rules.refusedDays', section: 'calls' },
  { name: 'callScripts', title: 'retention:rules.scripts', section: 'calls' },
  salon('currency', 'settings:salon.currency'),
  salon('timeZone', 'settings:salon.timeZone'),
  salon('autoLockMin', 'settings:salon.autoLock'),
  { name: 'prepayAfterFailures', title: 'clientCard:marks.prepayAfter', section: 'clients' },
  { name: 'lateCancelsCount', title: 'clientCard:marks.lateCount', section: 'clients' },
  { name: 'isEveningSheetOn', title: 'documents:evening.isOn', section: 'sheets' },
  { name: 'eveningSheetMin', title: 'documents:evening.at', section: 'sheets' },
  { name: 'eveningSheetFolder', title: 'documents:evening.folder', section: 'sheets' },
  { name: 'eveningSheetRole', title: 'documents:evening.phones', section: 'sheets' },
  { name: 'asksRebook', title: 'settings:cash.asksRebook', section: 'cash' },
  { name: 'isBlindCount', title: 'settings:cash.isBlindCount', section: 'cash' },
  { name: 'clientDebtLimitMinor', title: 'settings:cash.debtLimit', section: 'cash' },
  { name: 'vatBp', title: 'settings:cash.vat', section: 'cash' },
  { name: 'certificateDays', title: 'settings:cash.certificateDays', section: 'cash' },
  { name: 'certificateExpiry', title: 'settings:cash.certificateExpiry', section: 'cash' },
  { name: 'membershipExpiry', title: 'settings:cash.membershipExpiry', section: 'cash' },
  { name: 'membershipRefund', title: 'settings:cash.membershipRefund', section: 'cash' },
  { name: 'chargesNoShow', title: 'settings:cash.chargesNoShow', section: 'cash' },
  { name: 'noShowChargeBp', title: 'settings:cash.noShowCharge', section: 'cash' },
  { name: 'lateCancelChargeBp', title: 'settings:cash.lateCancelCharge', section: 'cash' },
  { name: 'fiscalMode', title: 'fiscal:settings.mode', section: 'cash' },
  { name: 'fiscalAddress', title: 'fiscal:settings.address', section: 'cash' },
  { name: 'fiscalDeviceId', title: 'fiscal:settings.deviceId', section: 'cash' },
  { name: 'fiscalLogin', title: 'fiscal:settings.login', section: 'cash' },
  { name: 'fiscalOperatorBy', title: 'fiscal:settings.operatorBy', section: 'cash' },
  { name: 'fiscalOperatorName', title: 'fiscal:settings.operatorName', section: 'cash' },
  { name: 'fiscalOperatorInn', title: 'fiscal:settings.operatorInn', section: 'cash' },
  { name: 'fiscalTaxation', title: 'fiscal:settings.taxation', section: 'cash' },
  { name: 'closesFiscalShift', title: 'fiscal:settings.closesShift', section: 'cash' },
  { name: 'lateReceipt', title: 'fiscal:settings.late', section: 'cash' },
  { name: 'isBonusOn', title: 'loyalty:settings.isOn', section: 'loyalty' },
  { name: 'bonusRateBp', title: 'loyalty:settings.rate', section: 'loyalty' },
  { name: 'bonusLimitBp', title: 'loyalty:settings.limit', section: 'loyalty' },
  { name: 'bonusUnitMinor', title: 'loyalty:settings.unit', section: 'loyalty' },
  { name: 'bonusDelayDays', title: 'loyalty:settings.delay', section: 'loyalty' },
  { name: 'bonusLifeDays', title: 'loyalty:settings.life', section: 'loyalty' },
  { name: 'bonusGraceDays', title: 'loyalty:settings.grace', section: 'loyalty' },
  { name: 'birthdayBonusMinor', title: 'loyalty:settings.birthday', section: 'loyalty' },
  { name: 'birthdayBonusDays', title: 'loyalty:settings.birthdayDays', section: 'loyalty' },
  { name: 'bonusOnReceipt', title: 'loyalty:settings.receipt', section: 'loyalty' },
  { name: 'accumulativeTiers', title: 'loyalty:settings.tiers', section: 'loyalty' },
  { name: 'manualDiscountBp', title: 'loyalty:settings.manual', section: 'loyalty' },
  { name: 'discountCapBp', title: 'loyalty:settings.cap', section: 'loyalty' },
  { name: 'checkRoundingStepMinor', title: 'loyalty:settings.rounding', section: 'loyalty' },
  { name: 'colourScheme', title: 'settings:view.theme', section: 'view' },
  { name: 'density', title: 'settings:view.density', section: 'view' },
  { name: 'cardFill', title: 'settings:view.cardFill', section: 'view' },
  { name: 'language', title: 'settings:view.language', section: 'view' },
];

/** Settings without a screen of their own yet. */
export const UNSHOWN_SETTINGS: readonly (keyof Settings)[] = ['priceStepMinor', 'fixPriceAtBooking'];
