"""Settings for the whole test suite."""

from hypothesis import settings

# Machines of CI are shared: a slow moment is no finding. Examples are the same in every run.
settings.register_profile("thgbilanz", deadline=None, derandomize=True)
settings.load_profile("thgbilanz")
