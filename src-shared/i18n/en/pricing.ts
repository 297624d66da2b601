/** Why a line of a check costs what it costs. */
export const pricing = {
  why: {
    price: {
      master: 'Price of {{staff}}: {{priceMinor}}.',
      level: 'Price of the level “{{level}}”: {{priceMinor}}.',
      levelPercent: 'Level “{{level}}”: {{levelBp}} of {{baseMinor}} is {{priceMinor}}.',
      base: 'List price: {{priceMinor}}.',
      product: 'Price of the product: {{priceMinor}}.',
      certificate: 'Price of the certificate: {{priceMinor}}.',
      membership: 'Price of the membership: {{priceMinor}}.',
      deposit: 'Deposit: {{priceMinor}}.',
      tip: 'Tip: {{priceMinor}}.',
    },
    list: 'Price list of the client: “{{list}}”.',
    since: 'The price holds since {{date}}.',
    fixedOn: 'Prices of the day of booking: {{date}}.',
    range: {
      open: 'The price is between {{fromMinor}} and {{toMinor}}: choose one.',
      chosen: 'The price is between {{fromMinor}} and {{toMinor}}; {{priceMinor}} was chosen.',
    },
    agreed: 'The booking promised {{priceMinor}} instead of {{listMinor}}.',
    bundlePrice: 'Share of the price of the bundle: {{priceMinor}}.',
    manualPrice: 'The price was changed by hand: {{priceMinor}} instead of {{listMinor}}.',
    manualPriceReason: 'The price was changed by hand: {{priceMinor}} instead of {{listMinor}}. Reason: {{reason}}.',
    quantity: '{{quantityMilli}} × {{priceMinor}} = {{grossMinor}}.',
    covered: 'Paid by the membership “{{title}}”: one visit is used, nothing is due.',
    recognised: 'Value of the visit in the membership: {{recognisedMinor}}.',
    off: {
      group: '{{what}} {{rateBp}} of {{baseMinor}}: −{{amountMinor}}.',
      promotionRate: 'Promotion “{{title}}” {{rateBp}} of {{baseMinor}}: −{{amountMinor}}.',
      promotionAmount: 'Promotion “{{title}}”: −{{amountMinor}}.',
      bundle: 'Bundle “{{title}}”: −{{amountMinor}}.',
      manualRate: 'Manual discount {{rateBp}} of {{baseMinor}}: −{{amountMinor}}.',
      manualAmount: 'Manual discount: −{{amountMinor}}.',
      couponRate: 'Coupon “{{title}}” {{rateBp}}: −{{amountMinor}} on this line.',
      couponAmount: 'Coupon “{{title}}”: −{{amountMinor}} on this line.',
      rounding: 'The check is rounded down to {{stepMinor}}: −{{amountMinor}} on this line.',
    },
    manualReason: 'Reason of the manual discount: {{reason}}.',
    limit: {
      cap: 'All discounts of a line are limited to {{capBp}}, at most {{allowedMinor}}; {{cutMinor}} did not come off.',
      floor: 'It may not be sold below {{floorMinor}} a unit; {{cutMinor}} did not come off.',
    },
    skip: {
      smallerGroup:
        '{{what}} {{rateBp}} did not come off: it is less than the {{by}} {{winnerBp}}, and discounts of a client do not add up.',
      sameGroup: '{{what}} {{rateBp}} did not come off: it equals the {{by}}, and discounts of a client do not add up.',
      smallerPromotion: 'Promotion “{{title}}” did not come off: another promotion gives more, and only one counts.',
      groupByPromotion:
        '{{what}} {{rateBp}} did not come off: it is not combined with the promotion “{{byTitle}}”, which gives no less.',
      promotionByGroup:
        'Promotion “{{title}}” did not come off: the {{by}} {{winnerBp}} gives more, and they are not combined.',
      bundle: {
        group: '{{what}} {{rateBp}} did not come off: the bundle has a price of its own.',
        promotion: 'Promotion “{{title}}” did not come off: the bundle has a price of its own.',
      },
      bundleNoDiscount: 'The price of the bundle “{{title}}” does not count: the service takes no discounts.',
      noDiscount: {
        service: {
          group: '{{what}} {{rateBp}} did not come off: the service takes no discounts.',
          promotion: 'Promotion “{{title}}” did not come off: the service takes no discounts.',
          manual: 'The manual discount did not come off: the service takes no discounts.',
        },
        product: {
          group: '{{what}} {{rateBp}} did not come off: the product takes no discounts.',
          promotion: 'Promotion “{{title}}” did not come off: the product takes no discounts.',
          manual: 'The manual discount did not come off: the product takes no discounts.',
        },
      },
    },
    noBonus: 'Takes no bonuses and earns none.',
    net: 'Due for the line: {{netMinor}}.',
  },
  known: {
    personal: 'Personal discount',
    category: 'Discount of the category',
    card: 'Discount card',
    accumulative: 'Accumulative discount',
  },
  winner: {
    personal: 'personal discount',
    category: 'discount of the category',
    card: 'discount card',
    accumulative: 'accumulative discount',
  },
  source: {
    promotion: 'Promotion',
    bundle: 'Bundle',
    personal: 'Personal discount',
    category: 'Discount of the category',
    card: 'Discount card',
    accumulative: 'Accumulative discount',
    manual: 'Manual discount',
    coupon: 'Coupon',
    rounding: 'Rounding',
  },
};
