"""Examples that editors show: how the commoner parts are written."""

from typing import Any

EXAMPLES: dict[str, list[Any]] = {
    "Text": [{"zh": "走访日志", "en": "Visit log"}],
    "Every": [
        {"every": "workday", "at": "8:15"},
        {"every": "month", "by": 12},
        {"every": "month", "from": 1, "by": 25},
        {"every": "month", "by": "last-workday"},
        {"every": "week", "by": "friday"},
        {"every": "year", "by": "12-31"},
    ],
    "Count": [{"count": 2, "per": "month", "for": "urban"}],
    "Event": [{"event": {"zh": "销售重大波动", "en": "a major sales fluctuation"}, "within": "at-once"}],
    "Each": [{"each": "visit"}],
    "As": [{"as": "needed"}],
    "NthWorkday": [{"workday": -3}],
    "AfterEnd": [{"after-end": 5}],
    "Span": [{"hours": 4}, {"workdays": 1}],
    "CheckedBy": [{"role": "market-manager", "how": {"zh": "抽查。", "en": "Spot checks."}}],
    "Escalation": [{"if": {"zh": "办不了", "en": "it cannot be done"}, "to": "market-manager", "within": "promptly"}],
    "Column": [{"name": {"zh": "日期", "en": "Date"}, "type": "date", "required": True}],
    "Limit": [{"amount": 2, "unit": "workdays"}],
    "After": [{"after": "preparation", "lag": {"weeks": 1}}],
    "Contact": [{"role": "monopoly-department", "about": {"zh": "反馈异常", "en": "Reports abnormal sales"}}],
    "Authority": [{"level": "propose", "what": {"zh": "品牌建议", "en": "Advice on brands"}}],
}
