"""Observations → verdicts, rates and the workings behind them, by docs/method.md."""
