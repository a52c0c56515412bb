"""What all models have: unknown fields of requests are refused by name."""

from pydantic import BaseModel, ConfigDict


class Sent(BaseModel):
    """A body or a query from a client."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """A body of ours."""

    model_config = ConfigDict(frozen=True)


class Nothing(Sent):
    """A query without fields."""
