"""Badge images: designed from a few choices, or uploaded and made safe."""
