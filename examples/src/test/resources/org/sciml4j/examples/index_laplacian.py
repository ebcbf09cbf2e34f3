"""Writes the 5-point Laplacian of SST, in index space, beside the axes of its file.

Usage: index_laplacian.py coads_climatology.cdf target.nc
Prints how many 3x3 neighbourhoods of interior latitudes touch a missing value or have no target.
"""

import sys

import numpy as np
import xarray as xr

sst = xr.open_dataset(sys.argv[1], decode_times=False)["SST"]
u = sst.values.astype(np.float64)
east, west = np.roll(u, -1, axis=2), np.roll(u, 1, axis=2)
laplacian = np.full_like(u, np.nan)
laplacian[:, 1:-1] = (
    u[:, 2:] + u[:, :-2] + east[:, 1:-1] + west[:, 1:-1] - 4 * u[:, 1:-1]
)

touched = np.isnan(u[:, :-2]) | np.isnan(u[:, 1:-1]) | np.isnan(u[:, 2:])
touched = touched | np.roll(touched, 1, axis=2) | np.roll(touched, -1, axis=2)
print(int(touched.sum()))

target = xr.DataArray(
    laplacian.astype(np.float32), dims=sst.dims, coords=sst.coords, name="LAPLACIAN"
)
encoding = {"LAPLACIAN": {"_FillValue": np.float32(-1e34)}}
target.to_dataset().to_netcdf(sys.argv[2], format="NETCDF3_64BIT", encoding=encoding)
