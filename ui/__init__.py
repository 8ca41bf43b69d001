"""The page: Gradio around `rag`, which it knows by its public names only.

Importing this package, before Gradio is, turns off what Gradio and Hugging Face would report to their makers, and the
statistics that Gradio would draw up after every question for a dashboard we do not serve.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
