"""The first schema: there is nothing before it to migrate from."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do nothing: stores of this revision are created whole."""
