"""Bodies: people in suits and clothes, as skins over skeletons that bend with them."""
